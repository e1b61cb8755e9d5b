// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

/** What a load returned: for whom, where, and the how-manieth of its key it was there. */
public record Answer(String bean, String key, int load, String node) {
    @Override
    public String toString() {
        return bean + ' ' + key + ' ' + load + ' ' + node;
    }
}
