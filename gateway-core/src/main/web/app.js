import {start} from './desk.js';
import './components/app.js';

start();
