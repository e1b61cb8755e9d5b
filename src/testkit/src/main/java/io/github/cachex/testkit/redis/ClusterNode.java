// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What one node of a cluster says of another or of itself: a line of CLUSTER NODES. The state of the link between them is a flag too. */
record ClusterNode(String id, int port, List<String> flags, String primary, long epoch, BitSet slots) {
    static List<ClusterNode> parse(String lines) {
        List<ClusterNode> nodes = new ArrayList<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> nodes.add(node(line.split(" ", -1))));
        return nodes;
    }

    private static ClusterNode node(String[] words) {
        String address = words[1].substring(0, words[1].indexOf('@'));
        BitSet slots = new BitSet();
        for (int i = 8; i < words.length; i++) {
            // What is in brackets is on its way.
            if (!words[i].isEmpty() && words[i].charAt(0) != '[') {
                String[] range = words[i].split("-", -1);
                slots.set(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]) + 1);
            }
        }
        List<String> flags = new ArrayList<>(List.of(words[2].split(",", -1)));
        flags.add(words[7]);
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new ClusterNode(words[0], port, flags, words[3], Long.parseLong(words[6]), slots);
    }

    boolean isPrimary() {
        return flags.contains("master");
    }

    boolean isMyself() {
        return flags.contains("myself");
    }

    /** Returns whether it is met, linked and not thought dead. */
    boolean isWell() {
        return flags.contains("connected")
                && flags.stream().noneMatch(flag -> flag.startsWith("fail") || flag.equals("handshake"));
    }
}
