/** Tests of the example beside them. */
@NullMarked
package io.github.cachex.examples.features.ndjson;

import org.jspecify.annotations.NullMarked;
