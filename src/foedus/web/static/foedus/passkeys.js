// Around allauth's scripts for passkeys: shows their button where scripts run, and says on the page what went wrong.
(() => {
  "use strict";
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-with-script]").forEach((form) => { form.hidden = false; });
    document.querySelectorAll("[data-without-script]").forEach((told) => { told.hidden = true; });
  });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const told = document.getElementById("passkey-failed");
    if (told) { told.hidden = false; told.focus(); }
  });
})();
