/** How Cachex comes up in a CDI application: what it registers, checks, starts and closes. */
@NullMarked
package io.github.cachex.cdi.bootstrap;

import org.jspecify.annotations.NullMarked;
