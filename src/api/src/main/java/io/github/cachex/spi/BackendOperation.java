// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

/** The operations of a backend, of its leases, marks and scan, as a {@link BackendDecorator} sees them. */
public enum BackendOperation {
    /** {@link CacheBackend#read} */
    READ("read"),
    /** {@link CacheBackend#readAll} */
    READ_ALL("readAll"),
    /** {@link CacheBackend#write} */
    WRITE("write"),
    /** {@link CacheBackend#writeAll} */
    WRITE_ALL("writeAll"),
    /** {@link CacheBackend#writeIfAbsent} */
    WRITE_IF_ABSENT("writeIfAbsent"),
    /** {@link CacheBackend#remove} */
    REMOVE("remove"),
    /** {@link CacheBackend#touch} */
    TOUCH("touch"),
    /** {@link CacheBackend#invalidate} */
    INVALIDATE("invalidate"),
    /** {@link CacheBackend#expire} */
    EXPIRE("expire"),
    /** {@link CacheBackend#slide} */
    SLIDE("slide"),
    /** {@link CacheBackend#replace} */
    REPLACE("replace"),
    /** {@link CacheBackend#increment} */
    INCREMENT("increment"),
    /** {@link LeaseStore#acquire} */
    ACQUIRE("acquire"),
    /** {@link LeaseStore#acquireAll} */
    ACQUIRE_ALL("acquireAll"),
    /** {@link LeaseStore#store} */
    STORE("store"),
    /** {@link LeaseStore#storeAndTell} */
    STORE_AND_TELL("storeAndTell"),
    /** {@link LeaseStore#storeAll} */
    STORE_ALL("storeAll"),
    /** {@link LeaseStore#release} */
    RELEASE("release"),
    /** {@link LeaseStore#renew} */
    RENEW("renew"),
    /** {@link TagStore#mark} */
    MARK("mark"),
    /** {@link TagStore#sync} */
    SYNC("sync"),
    /** {@link TagStore#peek} */
    PEEK("peek"),
    /** {@link KeyScan#scan} */
    SCAN("scan"),
    /** {@link KeyScan#discard} */
    DISCARD("discard");

    private final String text;

    BackendOperation(String text) {
        this.text = text;
    }

    /** Returns the name of the method, which is what {@link io.github.cachex.error.CacheBackendException#operation} says. */
    public String text() {
        return text;
    }
}
