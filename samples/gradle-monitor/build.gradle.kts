plugins {
  application
}

dependencies {
  // Names the version of Verack once, for all of it.
  implementation(platform("org.verack:verack-bom:0.1.0-SNAPSHOT"))
  implementation("org.verack:verack-peer")
  runtimeOnly("org.slf4j:slf4j-simple:2.0.20")

  testImplementation("org.verack:verack-peer-testkit")
  testImplementation("org.junit.jupiter:junit-jupiter:6.1.3")
  testRuntimeOnly("org.junit.platform:junit-platform-launcher:6.1.3")
}

application {
  mainModule = "com.example.uptime"
  mainClass = "com.example.uptime.Uptime"
}

tasks.withType<JavaCompile>().configureEach {
  options.release = 21
  options.compilerArgs.addAll(listOf("-Xlint:all,-processing", "-Werror"))
}

tasks.test {
  useJUnitPlatform()
  testLogging { events("passed", "failed") }
}
