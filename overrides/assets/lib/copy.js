// The copy of the guide that a reader may have kept on this device, and the worker that reads it.

export const SITE = new URL("..", document.currentScript.src);

/** The worker's registration of this site and no other below the same host, or nothing. */
export async function registered() {
  const found = await navigator.serviceWorker?.getRegistration(SITE);
  return found?.scope === SITE.href ? found : undefined;
}

/** The stores of copies that this site has in the browser. */
export async function copyStores() {
  const names = globalThis.caches ? await caches.keys() : [];
  return names.filter((name) => name.startsWith("guide-copy-") && name.endsWith(` ${SITE.pathname}`));
}

/** Remove every copy and the worker. */
export async function forgetCopy() {
  for (const name of await copyStores()) await caches.delete(name);
  await (await registered())?.unregister();
}
