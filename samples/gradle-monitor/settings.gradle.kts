rootProject.name = "gradle-monitor"

dependencyResolutionManagement {
  repositories {
    // Where "mvn install" of Verack puts it, until it is published.
    mavenLocal { content { includeGroup("org.verack") } }
    mavenCentral()
  }
}
