/**
 * A stand-in for Stripe's script, as far as the page uses it: it refuses to be mounted in a shadow root or outside of the page in
 * the words of the real one, shows fields, and pays by the server's processor. It is one function without anything from
 * outside, so that a test can also serve it as a script of its own.
 */

/** What the fields do at Stripe; the test's own server plays it. */
export interface StripeNetwork {
  /** @returns the status of the payment then */
  readonly confirm: (clientSecret: string, card: string) => Promise<string>;
  readonly authenticate: (clientSecret: string, passed: boolean) => Promise<string>;
  /** Keeps a card without paying. @returns the status of what was set up then */
  readonly keep: (clientSecret: string, card: string) => Promise<string>;
}

/** Puts `Stripe` into the page. What was asked of it is in `stripeCalls` of the page. */
export function installStripe(): void {
  const page = globalThis as unknown as {
    Stripe: unknown;
    stripeNetwork: StripeNetwork;
    stripeCalls: unknown[];
  };
  page.stripeCalls ??= [];
  const say = (...call: unknown[]) => page.stripeCalls.push(call);
  const declined = { error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' } };

  const element = () => {
    const listeners = new Map<string, (event: unknown) => void>();
    const field = document.createElement('select');
    return {
      field,
      on: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
      mount(container: Element) {
        if (container.getRootNode() !== document) {
          const error = new Error('Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.');
          error.name = 'IntegrationError';
          throw error;
        }
        const label = document.createElement('label');
        label.textContent = 'Card number ';
        for (const card of ['', 'card_ok', 'card_declined', 'card_authenticate', 'bank_slow']) {
          field.add(new Option(card, card));
        }
        label.append(field);
        container.append(label);
        say('mount');
        setTimeout(() => listeners.get('ready')?.({}));
      },
    };
  };

  /** What a bank asks in a window of Stripe's own, over the page. */
  const ask = (clientSecret: string) =>
    new Promise<boolean>((resolve) => {
      const dialog = document.createElement('dialog');
      dialog.setAttribute('aria-label', 'Your bank');
      for (const [name, passed] of [
        ['Complete', true],
        ['Fail', false],
      ] as const) {
        const button = document.createElement('button');
        button.textContent = name;
        button.onclick = () => {
          dialog.remove();
          resolve(passed);
        };
        dialog.append(button);
      }
      document.body.append(dialog);
      dialog.showModal();
      say('ask', clientSecret);
    });

  const authenticate = async (clientSecret: string) => {
    const status = await page.stripeNetwork.authenticate(clientSecret, await ask(clientSecret));
    return status === 'succeeded' ? { paymentIntent: { status } } : declined;
  };

  const stripe = (publishableKey: string, options: unknown) => {
    say('Stripe', publishableKey, options);
    return {
      elements({ clientSecret, ...look }: { readonly clientSecret: string }) {
        say('elements', look);
        let made: ReturnType<typeof element> | undefined;
        return {
          clientSecret,
          create: (kind: string) => {
            say('create', kind);
            return (made = element());
          },
          update: (news: unknown) => {
            say('update', news);
            return Promise.resolve();
          },
          submit: () =>
            Promise.resolve(made?.field.value ? {} : { error: { type: 'validation_error', code: 'incomplete' } }),
          card: () => made?.field.value ?? '',
        };
      },
      async confirmPayment({ elements, ...order }: { elements: { clientSecret: string; card: () => string } }) {
        say('confirmPayment', order);
        const status = await page.stripeNetwork.confirm(elements.clientSecret, elements.card());
        if (status === 'requires_action') return authenticate(elements.clientSecret);
        return status === 'requires_payment_method' ? declined : { paymentIntent: { status } };
      },
      async confirmSetup({ elements, ...order }: { elements: { clientSecret: string; card: () => string } }) {
        say('confirmSetup', order);
        const status = await page.stripeNetwork.keep(elements.clientSecret, elements.card());
        return status === 'requires_payment_method' ? declined : { setupIntent: { status } };
      },
      handleNextAction: ({ clientSecret }: { readonly clientSecret: string }) => authenticate(clientSecret),
    };
  };
  page.Stripe = Object.assign(stripe, { version: 'endive' });
}

/** A page's way to Stripe's script. */
export interface StripeScript {
  /** Addresses of scripts that the page has asked for, of whoever it was. */
  readonly asked: readonly string[];
  /** True while something keeps the script away. */
  blocked: boolean;
  /** What was asked of Stripe, by name. */
  readonly calls: readonly (readonly unknown[])[];
  /** Gives the page its `head` back. */
  readonly restore: () => void;
}

/** Answers the page's asking for Stripe's script; nothing goes to the network. */
export function useStripe(network: StripeNetwork): StripeScript {
  const asked: string[] = [];
  const append = document.head.append.bind(document.head);
  const page = globalThis as unknown as { stripeNetwork: StripeNetwork; stripeCalls: unknown[][]; Stripe?: unknown };
  Object.assign(page, { stripeNetwork: network, stripeCalls: [] });
  const script: StripeScript = {
    asked,
    blocked: false,
    calls: page.stripeCalls,
    restore: () => {
      document.head.append = append;
      delete page.Stripe;
    },
  };
  document.head.append = (...nodes) => {
    for (const node of nodes) {
      if (!(node instanceof HTMLScriptElement)) append(node);
      else {
        asked.push(node.src);
        setTimeout(() => {
          if (!script.blocked) installStripe();
          node.dispatchEvent(new Event(script.blocked ? 'error' : 'load'));
        });
      }
    }
  };
  return script;
}
