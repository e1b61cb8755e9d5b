// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/** What happens to an id that is too long or holds characters that no key should hold. */
public enum KeyPolicy {
    /** It is refused. The default. */
    REJECT,
    /** Offending characters are replaced, a long id is shortened, and a hash of the original keeps it apart from others. */
    REPLACE,
    /** The id becomes a hash of the original behind a short readable head. */
    HASH
}
