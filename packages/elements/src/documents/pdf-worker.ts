/** The half of pdf.js that reads a document: in a worker where the page may have one, else on the page's own thread. */
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
