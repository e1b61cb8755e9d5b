// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

/** The operations of a backend and of its leases, for {@link FaultyBackend}. */
public enum Operation {
    /** {@link io.github.cachex.spi.CacheBackend#read} */
    READ,
    /** {@link io.github.cachex.spi.CacheBackend#readAll} */
    READ_ALL,
    /** {@link io.github.cachex.spi.CacheBackend#write} */
    WRITE,
    /** {@link io.github.cachex.spi.CacheBackend#writeAll} */
    WRITE_ALL,
    /** {@link io.github.cachex.spi.CacheBackend#writeIfAbsent} */
    WRITE_IF_ABSENT,
    /** {@link io.github.cachex.spi.CacheBackend#remove} */
    REMOVE,
    /** {@link io.github.cachex.spi.CacheBackend#touch} */
    TOUCH,
    /** {@link io.github.cachex.spi.CacheBackend#invalidate} */
    INVALIDATE,
    /** {@link io.github.cachex.spi.LeaseStore#acquire} */
    ACQUIRE,
    /** {@link io.github.cachex.spi.LeaseStore#store} */
    STORE,
    /** {@link io.github.cachex.spi.LeaseStore#release} */
    RELEASE,
    /** {@link io.github.cachex.spi.LeaseStore#renew} */
    RENEW
}
