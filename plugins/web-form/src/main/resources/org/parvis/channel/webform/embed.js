// Puts the form where a page says <p data-parvis-form="CHANNEL"><a href="...">...</a></p>; the link stays where the form cannot be shown.
(() => {
  'use strict';
  const form = new URL(FORM_ADDRESS);
  const channel = CHANNEL;
  const titles = TITLES;
  const longest = 20000;

  const embed = (place) => {
    const language = (place.lang || document.documentElement.lang || 'fr').slice(0, 2) === 'en' ? 'en' : 'fr';
    const address = new URL(form);
    address.searchParams.set('embedded', '1');
    address.searchParams.set('lang', language);
    const frame = document.createElement('iframe');
    frame.title = titles[language];
    frame.src = address.href;
    frame.style.cssText = 'display:block;inline-size:100%;block-size:56rem;border:0';
    // The form tells its height to whoever asks from an allowed address; a frame that shows something else never answers.
    frame.addEventListener('load', () => frame.contentWindow.postMessage({ parvis: 'height?' }, form.origin));
    window.addEventListener('message', (event) => {
      if (event.origin !== form.origin || event.source !== frame.contentWindow || event.data?.parvis !== 'height') {
        return;
      }
      const height = Number(event.data.height);
      if (height > 0 && height < longest) {
        frame.style.blockSize = `${Math.ceil(height)}px`;
      }
      if (event.data.arrived && frame.getBoundingClientRect().top < 0) {
        frame.scrollIntoView();
      }
    });
    place.replaceChildren(frame);
  };

  const start = () => document.querySelectorAll(`[data-parvis-form="${channel}"]`).forEach(embed);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', start);
  } else {
    start();
  }
})();
