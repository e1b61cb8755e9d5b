// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Entries in a table of DynamoDB. */
@NullMarked
package io.github.cachex.backend.dynamodb;

import org.jspecify.annotations.NullMarked;
