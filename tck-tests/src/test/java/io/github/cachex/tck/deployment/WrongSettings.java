// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import java.util.List;

/** Settings that an application must not start with. */
final class WrongSettings {
    /**
     * What is configured, and what is said of it.
     *
     * @param line as {@code key=value}
     * @param mistake the line of the message
     */
    record Setting(String line, String mistake) {}

    static final List<Setting> ALL = List.of(
            new Setting(
                    "cachex.enabled=perhaps", "cachex.enabled=perhaps: neither true nor false; write true or false"),
            new Setting(
                    "cachex.prefix=a:b",
                    "cachex.prefix=a:b: has a brace, a colon, a quote or a blank; write letters, digits, dashes,"
                            + " dots"),
            new Setting(
                    "cachex.version={1}",
                    "cachex.version={1}: has a brace, a colon, a quote or a blank; write letters, digits, dashes,"
                            + " dots"),
            new Setting(
                    "cachex.ttl=soon",
                    "cachex.ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or never"),
            new Setting("cachex.ttl=0", "cachex.ttl=0: is not above zero; write at least 1ms, for example 5m"),
            new Setting(
                    "cachex.stale-ttl=-1s",
                    "cachex.stale-ttl=-1s: is negative, not a duration; write for example 500ms, 5m, 1h30m, 1 day,"
                            + " PT5M or never"),
            new Setting("cachex.jitter=1", "cachex.jitter=1: not a share from 0 to 0.9; write for example 0.1"),
            new Setting(
                    "cachex.refresh-ahead=1",
                    "cachex.refresh-ahead=1: not a share above 0.0 and below 1.0; write for example 0.8"),
            new Setting("cachex.outage-ttl=2h", "cachex.outage-ttl=2h: is too long; write at most 1h"),
            new Setting("cachex.lease.ttl=1ms", "cachex.lease.ttl=1ms: is too short; write at least 10ms"),
            new Setting(
                    "cachex.near.max-entries=0",
                    "cachex.near.max-entries=0: is out of range; write a number from 1 to 2147483647"),
            new Setting(
                    "cachex.near.max-entries=many",
                    "cachex.near.max-entries=many: not a whole number; write a number from 1 to 2147483647"),
            new Setting(
                    "cachex.near.store=copies",
                    "cachex.near.store=copies: not one of the known values; write auto or reference or bytes"),
            new Setting(
                    "cachex.transactions=never",
                    "cachex.transactions=never: not one of the known values; write after-commit or immediate"),
            new Setting(
                    "cachex.key.policy=drop",
                    "cachex.key.policy=drop: not one of the known values; write reject or replace or hash"),
            new Setting(
                    "cachex.max-value=1MB",
                    "cachex.max-value=1MB: not a size; write for example 1MiB, 64KiB or a number of bytes"),
            new Setting(
                    "cachex.max-value=0",
                    "cachex.max-value=0: is out of range; write a size from 1 to 536870912 bytes"),
            new Setting(
                    "cachex.max-value=9999999999GiB",
                    "cachex.max-value=9999999999GiB: is out of range; write at most 536870912 bytes"),
            new Setting(
                    "cachex.wait-timeout=6s",
                    "cachex.wait-timeout=6s: against cachex.lease.ttl=3s (the default): the wait must exceed twice"
                            + " the lease, or callers give up before a dead leader's lease ends; raise wait-timeout above 6s"
                            + " or lower lease.ttl"),
            new Setting(
                    "cachex.lease.renew=3s",
                    "cachex.lease.renew=3s: against cachex.lease.ttl=3s (the default): a lease must be renewed"
                            + " before it ends; set lease.renew to a third of lease.ttl"),
            new Setting(
                    "cachex.lease.max=2s",
                    "cachex.lease.max=2s: against cachex.lease.ttl=3s (the default): the longest lease is shorter"
                            + " than one lease; set lease.max to at least lease.ttl"),
            new Setting(
                    "cachex.link.dead=1s",
                    "cachex.link.dead=1s: cachex.link.dead must exceed cachex.link.heartbeat, or the link is dead"
                            + " between two heartbeats; use three times the heartbeat"),
            new Setting(
                    "cachex.cache.posts.ttl=soon",
                    "cachex.cache.posts.ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M"
                            + " or never"),
            new Setting(
                    "cachex.cache.posts.ttl=300",
                    "cachex.cache.posts.ttl=300: is a number without a unit, not a duration; write for example 300s for"
                            + " seconds or 300ms for milliseconds"),
            new Setting(
                    "cachex.backend.type=memroy",
                    "cachex.backend.type=memroy: no such backend is on the class path, which has dynamodb, file,"
                            + " jdbc, memcached, memory, redis, test; did you"
                            + " mean memory?"),
            new Setting(
                    "cachex.backend.type=redis",
                    "cachex.backend.redis.uri=: is not set; write redis://host:6379, or hand in a Jedis client"),
            new Setting(
                    "cachex.backend.redis.uri=http://host",
                    "cachex.backend.redis.uri=***: its scheme is none of redis, rediss, redis-sentinel,"
                            + " rediss-sentinel; write redis://host:6379,"
                            + " or rediss://user:password@host:6379/0 for TLS"),
            new Setting(
                    "cachex.backend.redis.uri=redis://host:0",
                    "cachex.backend.redis.uri=***: its port is not from 1 to 65535; write redis://host:6379, or"
                            + " rediss://user:password@host:6379/0 for TLS"),
            new Setting(
                    "cachex.backend.redis.uri=redis://a b",
                    "cachex.backend.redis.uri=***: not an address of a Redis; write redis://host:6379, or"
                            + " rediss://user:password@host:6379/0 for TLS"),
            new Setting(
                    "cachex.backend.redis.uri=redis://me@host",
                    "cachex.backend.redis.uri=***: has a user without a password; write user:password@host, or"
                            + " :password@host"),
            new Setting(
                    "cachex.backend.redis.uri=redis://host?x=1",
                    "cachex.backend.redis.uri=***: what stands behind ? or # is not known; leave it out and use the"
                            + " keys cachex.backend.redis.*, percent-encode it where it belongs to a password"),
            new Setting(
                    "cachex.backend.memory.max-entries=none",
                    "cachex.backend.memory.max-entries=none: not a whole number; write a number from 1 to"
                            + " 1073741824"),
            new Setting(
                    "cachex.serializer=xml",
                    "cachex.serializer=xml: no such serializer is on the class path, which has jackson, java, jsonb,"
                            + " msgpack; write one of these, or add the library that has it"),
            new Setting(
                    "cachex.serializer=jsonp",
                    "cachex.serializer=jsonp: no such serializer is on the class path, which has jackson, java, jsonb,"
                            + " msgpack; did you mean jsonb?"),
            new Setting(
                    "cachex.encryption.keys=first",
                    "cachex.encryption.keys=***: key 1 does not begin with an id of letters, digits, dots, dashes"
                            + " or underscores, and a colon; write id:key, with the Base64 of 32 random bytes as the key"
                            + " (openssl rand -base64 32), and further keys after a comma"),
            new Setting(
                    "cachex.encryption.keys=",
                    "cachex.encryption.keys=: is blank, so that values would lie in the backend in the clear; write id:key,"
                            + " with the Base64 of 32 random bytes as the key (openssl rand -base64 32), and further keys"
                            + " after a comma, or leave the setting out where nothing is to be encrypted"),
            new Setting(
                    "cachex.encryption.keys=a:?",
                    "cachex.encryption.keys=***: key a is not Base64; write id:key, with the Base64 of 32 random"
                            + " bytes as the key (openssl rand -base64 32), and further keys after a comma"),
            new Setting(
                    "cachex.encryption.keys=a:AAAA",
                    "cachex.encryption.keys=***: key a has 3 bytes, not 16, 24 or 32; write id:key, with the Base64"
                            + " of 32 random bytes as the key (openssl rand -base64 32), and further keys after a comma"),
            new Setting(
                    "cachex.encryption.keys=a:AAAAAAAAAAAAAAAAAAAAAA==,a:AAAAAAAAAAAAAAAAAAAAAA==",
                    "cachex.encryption.keys=***: two keys have the id a; give each its own"),
            new Setting(
                    "cachex.warm.enabled=perhaps",
                    "cachex.warm.enabled=perhaps: neither true nor false; write true or false"),
            new Setting(
                    "cachex.warm.concurrency=many",
                    "cachex.warm.concurrency=many: not a whole number; write a number from 1 to 256"),
            new Setting(
                    "cachex.warm.concurrency=257",
                    "cachex.warm.concurrency=257: is out of range; write a number from 1 to 256"),
            new Setting(
                    "cachex.warm.wait=soon",
                    "cachex.warm.wait=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or"
                            + " never"),
            new Setting(
                    "cachex.warm.marker-ttl=1ms",
                    "cachex.warm.marker-ttl=1ms: is too short; write at least 1s, for example 1 day"));

    private WrongSettings() {}
}
