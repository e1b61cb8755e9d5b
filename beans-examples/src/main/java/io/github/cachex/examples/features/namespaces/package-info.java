// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tenants that share an application and no entry. */
@NullMarked
package io.github.cachex.examples.features.namespaces;

import org.jspecify.annotations.NullMarked;
