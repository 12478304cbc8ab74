/** Two soft notes, in hertz. */
const NOTES = [659.3, 880];
const EACH = 0.16;
const LOUDNESS = 0.08;
/** In ms, longer than it sounds. */
const PAST = 2_000;

/** A short sound, made here. A browser in which nobody has pressed anything yet keeps silent. */
export function chime() {
  const context = new AudioContext();
  NOTES.forEach((frequency, place) => {
    const start = context.currentTime + place * EACH;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 2 * EACH);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + 2 * EACH);
  });
  // By the clock: in a browser that keeps silent no tone ends, and a later press would let all of them sound at once.
  setTimeout(() => context.close(), PAST);
}
