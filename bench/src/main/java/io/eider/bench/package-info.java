/**
 * Measures the built distribution from outside, as a process over REST, and plain DuckDB beside it in the same run. Begin
 * with {@link io.eider.bench.Bench}. Knows nothing of the bundles.
 */
package io.eider.bench;
