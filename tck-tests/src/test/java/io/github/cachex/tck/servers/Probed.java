// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.examples.servers.ServerProcess;
import java.io.IOException;

/** A probe on a server: {@code context} is empty, or ends in a slash. Loads are counted by its origin. */
record Probed(ServerProcess server, String context) {
    /** Returns the answer of a bean, as {@code bean key load node}. */
    String ask(String bean, String key) throws IOException, InterruptedException {
        return answer("probe/ask/" + bean + '/' + key);
    }

    /** Returns how often {@code key} was loaded for {@code bean} here. */
    int loads(String bean, String key) throws IOException, InterruptedException {
        return Integer.parseInt(answer("probe/loads/" + bean + '/' + key));
    }

    /** Returns what is answered under {@code path}. */
    String answer(String path) throws IOException, InterruptedException {
        return server.get("/" + context + path).strip();
    }

    /** Returns whether the probe answers. */
    boolean isUp() throws IOException, InterruptedException {
        return server.answers("/" + context + "probe/loads");
    }

    /** Asks twice under {@code path}: the first answer loads, the second comes from the cache. */
    void loadsOnce(String bean, String path) throws IOException, InterruptedException {
        String key = path.substring(path.lastIndexOf('/') + 1);
        String first = answer(path);
        assertThat(first).isEqualTo(bean + ' ' + key + " 1 " + server);
        assertThat(answer(path)).isEqualTo(first);
        assertThat(loads(bean, key)).isEqualTo(1);
    }
}
