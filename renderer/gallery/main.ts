import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createText } from '../locales/text.ts';
import ComponentGallery from './ComponentGallery.vue';
import '../styles/fonts.ts';
import '../styles/tokens.css';
import '../styles/base.css';

createApp(ComponentGallery).use(createPinia()).use(createText()).mount('#app');
