/** Whether a version such as `2.1.330` is the wanted one or newer. An unknown version counts as new. */
export function isAtLeast(version: string, wanted: string): boolean {
  // Words sort behind digits.
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0;
}
