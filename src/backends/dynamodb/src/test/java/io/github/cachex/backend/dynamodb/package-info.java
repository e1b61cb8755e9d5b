// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the backend in DynamoDB. */
@NullMarked
package io.github.cachex.backend.dynamodb;

import org.jspecify.annotations.NullMarked;
