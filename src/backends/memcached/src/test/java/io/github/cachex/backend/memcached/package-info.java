// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.cachex.backend.memcached;

import org.jspecify.annotations.NullMarked;
