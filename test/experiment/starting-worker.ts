/** A worker thread that ends before it is ready. */
process.exit(9);
