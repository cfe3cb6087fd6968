import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { createText } from './locales/text.ts';
import './styles/fonts.ts';
import './styles/tokens.css';
import './styles/base.css';

createApp(App).use(createPinia()).use(createText()).mount('#app');
