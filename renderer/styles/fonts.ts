/** Bundled, because a station has no network. Chinese: declarations often describe goods in it. */
import '@fontsource-variable/noto-sans/wght.css';
import '@fontsource-variable/noto-sans-arabic/wght.css';
import '@fontsource-variable/noto-sans-mono/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
