const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Legal forms and forms of address, folded: the same company is written with and without them, and they
 * are the same in thousands of names (from memory of common usage, verify).
 */
export const FORMS = words(`ltd llc llp inc corp company plc pte pty pvt private gmbh mbh ag ohg ug
  sarl sasu eurl srl snc slu bv nv vof oyj aps ehf kft zrt doo sro ooo oao zao pao ojsc cjsc jsc ltda eireli
  sdn bhd tbk fze fzc fzco fzllc wll spzoo sadecv sderl sderldecv
  ооо оао зао пао ао ип тоо тов пп чп чоп еоод оод ад доо
  ае επε οε ικε
  شركة مؤسسة`);
export const TITLES =
  words(`mr mrs ms miss mx dr prof herr herrn frau monsieur madame mme mlle senor senora sra srta
  signor signora gospodin shri smt
  господин госпожа
  السيد السيدة
  श्री श्रीमती
  先生 女士 小姐 太太 夫人 收 様 樣 さま さん 御中 殿 님 씨 귀하 귀중`);
/** Of these, names, too: Kg, Ad Jansen, Li Sa. They stand after a name. */
export const FORMS_OR_NAMES =
  words(`co lp kg ev se sa sas spa sl cv ab as asa rt ad dd ip chp me oy kk zoo
  tov ae oe`);
/** Don Lee, Pan Wei, Sig Hansen, Kumari. They stand before a name. */
export const TITLES_OR_NAMES = words('don dona pan pani bay bayan sig sir m g г fr hr sr kumari');

/** One form in several ways to write it. */
export const SAME_FORM: ReadonlyMap<string, string> = new Map([
  ['limited', 'ltd'],
  ['incorporated', 'inc'],
  ['corporation', 'corp'],
  ['ооо', 'ooo'],
  ['оао', 'oao'],
  ['зао', 'zao'],
  ['пао', 'pao'],
]);

/** Forms of several words at the end of a name, written together: `Sp. z o.o.`, `S.A. de C.V.` */
export const FORMS_APART: ReadonlyMap<string, string> = new Map([
  ['spzoo', 'spzoo'],
  ['społkazograniczonaodpowiedzialnoscia', 'spzoo'],
  ['spolkazograniczonaodpowiedzialnoscia', 'spzoo'],
  ['sadecv', 'sadecv'],
  ['sderl', 'sderl'],
  ['sderldecv', 'sderldecv'],
]);

/**
 * What stands right after a Chinese, Japanese or Korean name on a parcel, in one word with it; nobody's name
 * ends so. Of a Korean name three syllables have to be left before 님.
 */
export const AFTER_NAME = new RegExp(
  '(?<=..)(?:先生|女士|小姐|太太|夫人|女史|老师|老師|博士|教授|[亲親台敬收](?:启|啟)|[亲親]收|様|樣|さま|さん|御中|' +
    '선생님|선생|귀하|귀중|님께|씨|貴下|貴中)+[收启啟님]?$|(?<=...)님$',
  'u',
);
/** The same, but names end so, too: 王丰收, 李宝殿, 김별님. */
export const AFTER_NAME_OR_NAME = /(?<=..)[收殿님]$/u;
/** The same as a word of its own after a name of two characters or more. */
export const APART_AFTER_NAME = words('收 启 啟 君 殿 氏 宛 님 앞 께 군 양');
