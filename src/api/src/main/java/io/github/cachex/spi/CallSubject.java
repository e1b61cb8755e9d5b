// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import java.util.Collection;

/** What one call of a backend is about: an entry, a whole cache, or several of either. Immutable as far as what it holds is. */
public interface CallSubject {
    /** Returns how a failure of the call names it; of several the first, with a sign that there are more. Never null. */
    String value();

    /** Returns how many there are; zero only where an empty collection was handed in. */
    default int size() {
        return 1;
    }

    /** Returns all of {@code subjects} as one. The collection is not copied. */
    static CallSubject of(Collection<? extends CallSubject> subjects) {
        return new Several(subjects);
    }

    /**
     * Several subjects.
     *
     * @param subjects which
     */
    record Several(Collection<? extends CallSubject> subjects) implements CallSubject {
        @Override
        public String value() {
            if (subjects.isEmpty()) {
                return "";
            }
            String first = subjects.iterator().next().value();
            return subjects.size() == 1 ? first : first + " …";
        }

        @Override
        public int size() {
            return subjects.size();
        }
    }
}
