# Mozaik in a container. The database stands beside it (compose.yaml); files lie in /data or on S3.
FROM node:24-bookworm-slim AS build
WORKDIR /srv/mozaik
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts=false --no-audit --no-fund
COPY . .
RUN node -e "import('./scripts/build.mjs').then((m) => m.build())" \
  && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
WORKDIR /srv/mozaik
RUN install -d -o node -g node /data
COPY --from=build /srv/mozaik/package.json ./
COPY --from=build /srv/mozaik/node_modules ./node_modules
COPY --from=build /srv/mozaik/dist ./dist
COPY --from=build /srv/mozaik/db ./db
COPY --from=build /srv/mozaik/src/countries ./src/countries
# What `bin/mozaik` is elsewhere; here nothing has to be installed or built first.
RUN printf '#!/bin/sh\nexec node --enable-source-maps /srv/mozaik/dist/server/cli.js "$@"\n' \
    > /usr/local/bin/mozaik && chmod 755 /usr/local/bin/mozaik
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["mozaik"]
CMD ["web"]
