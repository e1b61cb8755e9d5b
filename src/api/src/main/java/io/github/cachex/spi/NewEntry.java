// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/**
 * What is to be stored.
 *
 * @param entryId marks this very entry, so that a repeated command after a lost answer is recognised; never
 *     {@link StoredEntry#UNREADABLE}. For a store under a lease it is the lease's token.
 * @param bytes the content, not to be modified
 * @param lifetime how long it lives; the backend's clock alone measures it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy per write would be waste
public record NewEntry(long entryId, byte[] bytes, Lifetime lifetime) {}
