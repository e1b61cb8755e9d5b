/** Data prepared beforehand, stored when the application starts. */
@NullMarked
package io.github.cachex.examples.features.ndjson;

import org.jspecify.annotations.NullMarked;
