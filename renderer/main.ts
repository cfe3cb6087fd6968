import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { createText, showLanguage } from './locales/text.ts';
import './styles/tokens.css';
import './styles/base.css';

const text = createText();
showLanguage(text, document.documentElement);
createApp(App).use(createPinia()).use(text).mount('#app');
