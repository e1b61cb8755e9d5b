// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexAllow;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Specializes;

/** Legitimate hierarchies of beans. */
final class RightHierarchies {
    private RightHierarchies() {}

    /** Names no cache. */
    abstract static class Unnamed {
        @CachexFetch(ttl = "1m")
        String find(long id) {
            return "";
        }
    }

    /** Leaves the name to its subclasses. */
    abstract static class Defaulted {
        @CachexFetch(key = "post:{0}")
        String find(long id) {
            return "";
        }
    }

    /** Names one. */
    abstract static class Catalog {
        @CachexFetch(cache = "rh-5")
        String find(long id) {
            return "";
        }
    }

    /** Knows no type yet. */
    abstract static class Repository<K> {
        @CachexFetch(cache = "rh-6", key = "user:{0}")
        String find(K id) {
            return "";
        }
    }

    /** Is overridden. */
    abstract static class Base {
        @CachexFetch(cache = "rh-7", key = "post:{0}")
        String find(long id) {
            return "";
        }
    }

    /** Inherits a method whose cache nobody named. */
    @Accepted
    @ApplicationScoped
    static class EuropeUnnamed extends Unnamed {}

    /** Another that does. */
    @Accepted
    @ApplicationScoped
    static class AmericaUnnamed extends Unnamed {}

    /** Names the cache of an inherited method. */
    @Accepted
    @CachexDefaults(cache = "rh-eu")
    @ApplicationScoped
    static class EuropeNamed extends Defaulted {}

    /** Names another. */
    @Accepted
    @CachexDefaults(cache = "rh-us")
    @ApplicationScoped
    static class AmericaNamed extends Defaulted {}

    /** Is replaced by an alternative. */
    @Accepted
    @ApplicationScoped
    static class Real {
        @CachexFetch(cache = "rh-3", key = "post:{0}")
        String find(long id) {
            return "";
        }
    }

    /** An alternative that is enabled. */
    @Accepted
    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Stand extends Real {}

    /** An alternative that is not. */
    @Accepted
    @Alternative
    @ApplicationScoped
    static class Disabled extends Real {}

    /** Is specialized. */
    @Accepted
    @ApplicationScoped
    static class General {
        @CachexFetch(cache = "rh-4", key = "post:{0}")
        String find(long id) {
            return "";
        }
    }

    /** Specializes it. */
    @Accepted
    @Specializes
    @ApplicationScoped
    static class Special extends General {}

    /** Two beans that mean the same. */
    @Accepted
    @CachexAllow("shared-keys")
    @ApplicationScoped
    static class SharedParent extends Catalog {}

    /** The other. */
    @Accepted
    @ApplicationScoped
    static class SharedSibling extends Catalog {}

    /** Drops plainly what it fetches through a type variable. */
    @Accepted
    @ApplicationScoped
    static class Texts extends Repository<String> {
        @CachexInvalidate(cache = "rh-6", key = "user:{0}")
        void drop(String id) {}
    }

    /** Overrides the annotation as well. */
    @Accepted
    @ApplicationScoped
    static class Overrides extends Base {
        @Override
        @CachexFetch(cache = "rh-7", key = "post:{0}")
        String find(long id) {
            return "";
        }
    }
}
