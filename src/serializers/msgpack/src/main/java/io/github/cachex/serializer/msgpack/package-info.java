// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

/** Values as MessagePack by Jackson. */
@NullMarked
package io.github.cachex.serializer.msgpack;

import org.jspecify.annotations.NullMarked;
