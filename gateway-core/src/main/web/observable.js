/** Something that others can watch. What is shown of it is read from its fields; observers only learn that it changed. */
export class Observable {
  /** @type {Set<() => void>} */
  #observers = new Set();

  /**
   * @param {() => void} observer
   * @returns {() => void} ends the observation
   */
  observe(observer) {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** @protected */
  changed() {
    for (const observer of [...this.#observers]) observer();
  }
}
