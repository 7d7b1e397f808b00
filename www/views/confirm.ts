/** Asks before something that cannot be undone, or costs many requests. */
import { html, render } from 'lit-html';

export interface Question {
  title: string;
  text: string;
  /** The label of the button that agrees. */
  yes: string;
  isDangerous: boolean;
}

/** Shows a dialog. Resolves to whether the user agreed: Escape and *Cancel* mean no. */
export function confirm({ title, text, yes, isDangerous }: Question): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'confirm';
  dialog.setAttribute('aria-labelledby', 'confirm-title');
  render(
    html`<form method="dialog">
      <h2 id="confirm-title">${title}</h2>
      <p class="foreign" dir="auto">${text}</p>
      <div class="actions">
        <button value="no">Cancel</button>
        <button value="yes" class="main ${isDangerous ? 'danger' : ''}">${yes}</button>
      </div>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
