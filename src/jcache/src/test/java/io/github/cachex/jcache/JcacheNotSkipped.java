// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** Weld can run portable extensions, so it leaves ours out that is for others; and it looks at declared methods alone. */
public class JcacheNotSkipped extends JcacheBuildExtension {
    @Override
    @Discovery
    public void register(ScannedClasses classes) {
        super.register(classes);
    }

    @Override
    @Discovery
    public void register(MetaAnnotations annotations) {
        super.register(annotations);
    }

    @Override
    @Enhancement(
            types = Object.class,
            withSubtypes = true,
            withAnnotations = {CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class})
    public void unbind(ClassConfig type) {
        super.unbind(type);
    }

    @Override
    @Registration(types = Object.class)
    public void meet(BeanInfo bean, Messages messages) {
        super.meet(bean, messages);
    }
}
