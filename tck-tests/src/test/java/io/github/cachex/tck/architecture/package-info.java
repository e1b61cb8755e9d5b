/** The rules of the whole system, read from its compiled classes. */
@NullMarked
package io.github.cachex.tck.architecture;

import org.jspecify.annotations.NullMarked;
