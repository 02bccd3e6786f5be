// The passwords of ten signs and more that lists of leaked ones begin with, and what people here
// would think of first. Digits and signs after a word change nothing: kosova2008! is `kosova`.
const list = `
1234567890 0123456789 0987654321 1234567891 12345678910 123456789a a123456789 123456789q 1q2w3e4r5t
1qaz2wsx3edc qwertyuiop qwertzuiop qwerty12345 qwerty123456 1234qwerasdf zaq12wsxcde asdfghjkl1
asdfghjkl qwertyuiop1 q1w2e3r4t5 1q2w3e4r5t6y qazwsxedcrfv 123qweasdzxc 11111222223 1122334455
0000000001 1111111112 9876543210 147258369a 159357456a 741852963a aa12345678 abc1234567 abcd123456
password password1 password12 password123 passw0rd passw0rd123 p4ssw0rd passwort lozinka lozinka123
sifra sifra123 fjalekalim fjalekalimi fjalëkalimi fjalekalimi1 administrator administrator1 admin
admin12345 adminadmin letmeinplease welcome welcome123 iloveyou iloveyou12 iloveyou123 princess
sunshine superman batman pokemon football football1 basketball baseball liverpool manchester chelsea
barcelona realmadrid juventus galatasaray fenerbahce michaeljordan cristiano cristianoronaldo ronaldo
messi leomessi ferrari mercedes volkswagen golfgolf computer internet facebook instagram whatsapp
samsung samsung123 nokia iphone google gmail hotmail yahoo secretsecret changeme changeme123 default
testtest testtest12 test123456 mypassword mypassword1 trustno1 whatever whateverr dragon monkey
shqiperia shqipëria shqiperia1 shqipe shqiponja kosova kosovë kosovo kosovakosova kosova2008 prishtina
prishtine prishtinë pristina priština prizren prizreni peja mitrovica gjilan gjakova ferizaj gjilani
gjakove skenderbeu skënderbeu skenderbeg uckuck dardania dardani drenica tirana tirane albania
albania1 kuqezi kuqezie nenaime nënaime nanaime mamamama babababa jetaime zemraime zemra dashuria
dashuri tedua tedua123 beograd beograd123 srbija srbija123 srbijasrbija crvenazvezda partizan
partizan123 delije grobari gracanica gračanica mitrovica1 mozaik mozaik123 mozaikmozaik ljubav volimte
volimte123 mojalozinka mojasifra dobardan zdravozdravo majkamajka jugoslavija novak djokovic
organizata organizacija shoqata udruzenje udruženje fondacioni fondacija`

export const commonPasswords: ReadonlySet<string> = new Set(list.split(/\s+/).filter(Boolean))
