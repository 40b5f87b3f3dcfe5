<?php
// WordPress is reached by links: without this it would take their targets' folder for its own.
define('ABSPATH', getenv('SITE') . '/');
