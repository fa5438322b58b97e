/** Keeps texts between runs. What is lost or damaged is only made again. */
export interface Cache {
  /** The text that was kept under a key; undefined when there is none that is whole. */
  get(key: string): string | undefined;
  set(key: string, text: string): void;
  /** Makes room, once nothing more is kept. */
  close(): void;
}
