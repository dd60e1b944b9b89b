import { expect } from 'chai';
import { define } from './define.js';
import { version } from './version.js';

describe('define', () => {
  const warnings: string[] = [];
  const { warn } = console;
  beforeEach(() => {
    warnings.length = 0;
    console.warn = (text: string) => warnings.push(text);
  });
  afterEach(() => {
    console.warn = warn;
  });

  it('says nothing when the same class comes twice', () => {
    class One extends HTMLElement {}
    define('portal-test-one', One);
    define('portal-test-one', One);
    expect(customElements.get('portal-test-one')).to.equal(One);
    expect(warnings).to.deep.equal([]);
  });

  it('warns with both versions when the tag is taken, and leaves the first', () => {
    class First extends HTMLElement {
      static readonly version = '0.0.9';
    }
    define('portal-test-two', First);
    define('portal-test-two', class extends HTMLElement {});
    expect(customElements.get('portal-test-two')).to.equal(First);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.include('portal-test-two').and.to.include('0.0.9').and.to.include(version);
  });
});
