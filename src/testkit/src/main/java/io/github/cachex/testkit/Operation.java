// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

/** The operations of a backend, of its leases, marks and scan, for {@link FaultyBackend}. */
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
    /** {@link io.github.cachex.spi.CacheBackend#expire} */
    EXPIRE,
    /** {@link io.github.cachex.spi.CacheBackend#slide} */
    SLIDE,
    /** {@link io.github.cachex.spi.CacheBackend#replace} */
    REPLACE,
    /** {@link io.github.cachex.spi.CacheBackend#increment} */
    INCREMENT,
    /** {@link io.github.cachex.spi.LeaseStore#acquire} */
    ACQUIRE,
    /** {@link io.github.cachex.spi.LeaseStore#acquireAll} */
    ACQUIRE_ALL,
    /** {@link io.github.cachex.spi.LeaseStore#store} */
    STORE,
    /** {@link io.github.cachex.spi.LeaseStore#storeAll} */
    STORE_ALL,
    /** {@link io.github.cachex.spi.LeaseStore#release} */
    RELEASE,
    /** {@link io.github.cachex.spi.LeaseStore#renew} */
    RENEW,
    /** {@link io.github.cachex.spi.TagStore#mark} */
    MARK,
    /** {@link io.github.cachex.spi.TagStore#sync} */
    SYNC,
    /** {@link io.github.cachex.spi.TagStore#peek} */
    PEEK,
    /** {@link io.github.cachex.spi.KeyScan#scan} */
    SCAN,
    /** {@link io.github.cachex.spi.KeyScan#discard} */
    DISCARD
}
