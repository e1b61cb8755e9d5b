// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** Runs of one script. */
final class ScriptWork implements RoutedBatches.Work<Scripts.Run, ScriptReply> {
    static final ScriptWork RUNS = new ScriptWork();

    private ScriptWork() {}

    @Override
    public String key(Scripts.Run run) {
        return run.names().get(0);
    }

    @Override
    public Primary.Call call(List<Scripts.Run> some, CallBudget budget) {
        Script script = some.get(0).script();
        return new Primary.Call(
                script.operation(), Scripts.keys(key(some.get(0)), some.size()), budget, script.repeat());
    }

    @Override
    public ScriptReply one(Scripts.Run run, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
        return scripts.inTime(jedis, run, budget);
    }

    @Override
    public ScriptReply done(Scripts.Run run, ScriptReply answer) {
        return Scripts.done(run, answer);
    }

    @Override
    public List<Optional<ScriptReply>> batch(
            List<Scripts.Run> some, UnifiedJedis jedis, Scripts scripts, CallBudget budget) {
        return scripts.inTime(jedis, some, budget);
    }
}
