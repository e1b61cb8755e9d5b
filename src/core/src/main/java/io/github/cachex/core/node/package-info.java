// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** What the nodes of an application tell each other while somebody asks. */
@NullMarked
package io.github.cachex.core.node;

import org.jspecify.annotations.NullMarked;
