/** What the annotations of a method ask for, read once. */
@NullMarked
package io.github.cachex.cdi.plan;

import org.jspecify.annotations.NullMarked;
