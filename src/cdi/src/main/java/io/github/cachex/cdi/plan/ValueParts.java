// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.plan;

import java.util.Optional;

/**
 * What a fetch or a put makes of a call; each part is empty if something is wrong with it.
 *
 * @param shape how a value is handed out
 * @param keys its key
 * @param tags its tags
 * @param elements where the elements are that have a value each; empty as well where the call has one value
 */
record ValueParts(
        Optional<ReturnShape> shape,
        Optional<MethodKeys> keys,
        Optional<TagTemplates> tags,
        Optional<Elementwise> elements) {
    /** Returns whether something is wrong with a part, of a call that is {@code elementwise} or not. */
    boolean areIncomplete(boolean elementwise) {
        return shape.isEmpty() || keys.isEmpty() || tags.isEmpty() || elementwise && elements.isEmpty();
    }
}
