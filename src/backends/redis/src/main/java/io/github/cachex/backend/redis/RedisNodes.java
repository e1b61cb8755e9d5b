// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.NodeChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The channel of nodes: questions go to all on one channel, answers to the JVM that asked on another. Both are heard on every primary,
 * since the nodes of a cluster hand on what is said to one of them. Thread-safe.
 */
final class RedisNodes implements NodeChannel {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");

    private final Topology topology;
    private final NodeSessions sessions;

    RedisNodes(Topology topology, NodeSessions sessions) {
        this.topology = topology;
        this.sessions = sessions;
    }

    @Override
    public NodeSession open(String namespace, NodeListener listener) {
        sessions.open(namespace, listener);
        return new Session(namespace);
    }

    private final class Session implements NodeSession {
        private final String namespace;

        Session(String namespace) {
            this.namespace = namespace;
        }

        @Override
        public String id() {
            return sessions.id();
        }

        @Override
        public boolean isHeard() {
            boolean heard = sessions.isHeard(namespace);
            if (!heard && topology.begin()) {
                topology.primaries().forEach(primary -> primary.link().followNodes(namespace));
            }
            return heard;
        }

        @Override
        public OptionalInt ask(byte[] question, CallBudget budget) {
            long told = publish(Names.nodes(namespace), question, budget);
            // The node of a cluster knows its own subscribers alone.
            return topology.isWatched() ? OptionalInt.empty() : OptionalInt.of((int) told);
        }

        @Override
        public void answer(String id, byte[] answer, CallBudget budget) {
            if (ID.matcher(id).matches()) {
                long unused = publish(Names.node(namespace, id), answer, budget);
            }
        }

        /** Says it on the first primary that takes it: they hand it on. */
        private long publish(String channel, byte[] message, CallBudget budget) {
            List<Primary> primaries = new ArrayList<>(topology.known(budget).primaries());
            Primary.Call call = new Primary.Call("publish", channel, budget, Repeat.IF_UNSENT);
            CacheBackendException failure = null;
            for (Primary primary : primaries) {
                try {
                    return primary.call(
                            call,
                            false,
                            (jedis, scripts) -> jedis.publish(
                                    Scripts.bytes(Names.numbered(
                                            channel, primary.client().database())),
                                    message));
                } catch (CacheBackendException e) {
                    failure = e;
                }
            }
            throw failure == null
                    ? new CacheBackendException(Caller.BACKEND, "publish", channel, "no server is known yet", null)
                    : failure;
        }

        @Override
        public void close() {
            sessions.close(namespace);
        }
    }
}
