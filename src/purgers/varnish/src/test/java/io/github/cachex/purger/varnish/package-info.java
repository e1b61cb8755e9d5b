// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.cachex.purger.varnish;

import org.jspecify.annotations.NullMarked;
