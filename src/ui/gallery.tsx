export { GalleryPage } from './gallery/components.tsx'
export { DirectorySample, HomeSample, ProfileSample } from './gallery/compositions.tsx'
