// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Every other kind of bean with something cached behind it, for application servers. */
@NullMarked
package io.github.cachex.tck.war;

import org.jspecify.annotations.NullMarked;
