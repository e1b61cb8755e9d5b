// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import io.github.cachex.spi.NodeChannel;
import io.github.cachex.spi.NodeChannel.NodeListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who of this JVM listens to what nodes ask and answer, on whichever primary they are heard. Thread-safe. */
final class NodeSessions {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex.redis");

    private final String id;
    private final Map<String, NodeListener> asked = new ConcurrentHashMap<>();
    private final Map<String, NodeListener> answered = new ConcurrentHashMap<>();
    private final Set<Heard> heard = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean refused = new AtomicBoolean();

    /** A channel that is heard on {@code link}. */
    private record Heard(RedisLink link, String channel) {}

    /** Creates those of the JVM with this {@code id}. */
    NodeSessions(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Returns the channels on which {@code namespace} is listened to; none where nobody listens. */
    List<String> channels(String namespace) {
        return asked.containsKey(Names.nodes(namespace))
                ? List.of(Names.nodes(namespace), Names.node(namespace, id))
                : List.of();
    }

    void open(String namespace, NodeListener listener) {
        answered.put(Names.node(namespace, id), listener);
        asked.put(Names.nodes(namespace), listener);
    }

    void close(String namespace) {
        asked.remove(Names.nodes(namespace));
        answered.remove(Names.node(namespace, id));
    }

    /** Takes note where {@code channel}, which is heard on {@code link} from now on, is one of nodes. */
    void subscribed(RedisLink link, String channel) {
        if (answered.containsKey(channel)) {
            heard.add(new Heard(link, channel));
        }
    }

    /** Returns whether answers for {@code namespace} are heard, on some primary. */
    boolean isHeard(String namespace) {
        String own = Names.node(namespace, id);
        return heard.stream().anyMatch(one -> one.channel.equals(own));
    }

    /** Takes note that nothing is heard on {@code link} any more. */
    void broke(RedisLink link) {
        heard.removeIf(one -> one.link == link);
    }

    /** Takes note that Redis does not let this user hear {@code channel}; returns whether it is one of nodes. */
    boolean refused(String channel) {
        boolean ofNodes = asked.containsKey(channel) || answered.containsKey(channel);
        if (ofNodes && refused.compareAndSet(false, true)) {
            LOG.log(LogMessage.NODES_REFUSED.with(channel, "grant this user &<prefix>:* (ACL SETUSER)"));
        }
        return ofNodes;
    }

    /** Hands on {@code message} where {@code channel} is one of nodes; returns whether it is. */
    boolean message(String channel, byte[] message) {
        NodeListener question = asked.get(channel);
        NodeListener answer = answered.get(channel);
        if (question == null && answer == null) {
            return false;
        }
        if (message.length <= NodeChannel.MOST_BYTES) {
            try {
                if (question != null) {
                    question.asked(message);
                } else if (answer != null) {
                    answer.answered(message);
                }
            } catch (RuntimeException e) {
                LOG.log(LogMessage.LINK_LISTENER_FAILED.with(), e);
            }
        }
        return true;
    }
}
