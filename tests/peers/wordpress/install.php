<?php
// Install WordPress with the plugin, and print two application passwords: of the administrator, of an employer.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1';
function wp_mail() { return true; }
require_once ABSPATH . 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
$jobs = wp_install('Peer', 'jobs', 'jobs@peer.example', true, '', 'not used')['user_id'];
update_option('permalink_structure', '/%postname%/');
update_option('job_manager_enable_types', 1);
$said = activate_plugin('wp-job-manager/wp-job-manager.php');
if (is_wp_error($said)) {
    fwrite(STDERR, $said->get_error_message());
    exit(1);
}
$employer = wp_insert_user(['user_login' => 'employer', 'user_pass' => 'not used', 'role' => 'employer']);
foreach ([$jobs, $employer] as $each) {
    echo WP_Application_Passwords::create_new_application_password($each, ['name' => 'callboard'])[0], "\n";
}
